/**
 * The `__provider` input: what the engine's dynamic provider process runs to get at the hooks. It stays in a stack's state
 * for as long as the resource lives, and plain refresh and destroy run the old text, so this text, the specifier and the
 * name that it calls are fixed for ever; a test pins every byte. ES2017, since nobody knows where it will run, and short,
 * since the state holds it twice for each resource.
 *
 * It looks from the program's folder, then from that of the process's own script (under pnpm a package that only a
 * dependency depends on is found from there alone). The SDK prints the stack of what it throws: hence none.
 */
export const providerText =
  "exports.handler=()=>{let c=process.cwd(),f;" +
  "try{f=require.resolve('pulumi-apig/dynamic',{paths:[c,(require.main||module).path]})}" +
  "catch(e){e.message='pulumi-apig is not installed in '+c+': run npm install there';e.stack='';throw e}" +
  "return require(f).provider}";
