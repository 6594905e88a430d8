// The tests on the engine with another SDK and the packed package: APIG_TEST_MODULES is a node_modules that holds them, from
// which everything of theirs is loaded, in this process and (by the folder that programs run in) in the engine's.
const Module = require("node:module");
const { dirname } = require("node:path");

const modules = process.env.APIG_TEST_MODULES;
if (modules) {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, isMain, options) {
    const other = /^(@pulumi\/pulumi|pulumi-apig)(\/|$)/.test(request);
    if (!other) return resolve.call(this, request, parent, isMain, options);
    // Without a parent: a file of the clone would find the clone by its own name.
    return resolve.call(this, request, undefined, isMain, { paths: [dirname(modules)] });
  };
}
