// `npm run emulator`
import { runCommand } from "./command";

runCommand(process.argv.slice(2));
