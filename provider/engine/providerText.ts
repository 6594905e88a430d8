/**
 * The `__provider` input: the engine's dynamic provider process runs it to get the lifecycle. It stays in a stack's state as
 * long as the resource exists, and plain refresh and destroy run the old text. So this text, the specifier and the name
 * that it calls never change; a test compares every byte. It is ES2021, which every Node.js has that the SDK runs on, and
 * short, because the state holds it twice for each resource.
 *
 * It searches from the program's folder, then from the folder of the process's script (with pnpm, a package that only a
 * dependency uses may be found only there), then from the real folders of what the program's node_modules list (a library
 * that is linked, or one under pnpm without hoisting, has its packages beside itself). Where it finds nothing, or what it finds
 * does not load or is empty, `delete` succeeds, as it does nothing anyway: a stack can be rid of the resource after the package is gone. The
 * SDK prints the stack of an error, so the error has none.
 */
export const providerText =
  "exports.handler=()=>{let c=process.cwd(),F=require('fs'),f,s=(p,d)=>{" +
  "try{f||=require.resolve('pulumi-apig/dynamic',{paths:[F.realpathSync(p)]})}" +
  "catch{try{d&&F.readdirSync(p).map(n=>s(p+'/'+n,d!=1&&n[0]=='@'))}catch{}}};" +
  "[c,require.main?.path,...module.paths].map(s);" +
  "try{return require(f).provider||empty}" +
  "catch(g){let e=Error('pulumi-apig '+(f?g:'missing')+': npm install pulumi-apig in '+c+' (bundler: keep external)')," +
  "x=()=>{throw e};e.stack='';return{check:x,diff:x,create:x,update:x,read:x,delete(){}}}}";
