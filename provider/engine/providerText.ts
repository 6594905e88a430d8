/**
 * The `__provider` input: the engine's dynamic provider process runs it to get the hooks. It stays in a stack's state as
 * long as the resource exists, and plain refresh and destroy run the old text. So this text, the specifier and the name
 * that it calls never change; a test compares every byte. It is ES2017, because it may run anywhere, and short, because
 * the state holds it twice for each resource.
 *
 * It searches from the program's folder, then from the folder of the process's script (with pnpm, a package that only a
 * dependency uses is found only there). The SDK prints the stack of an error, so the error has none.
 */
export const providerText =
  "exports.handler=()=>{let c=process.cwd(),f;" +
  "try{f=require.resolve('pulumi-apig/dynamic',{paths:[c,(require.main||module).path]})}" +
  "catch(e){e.message='pulumi-apig is not installed in '+c+': run npm install there';e.stack='';throw e}" +
  "return require(f).provider}";
