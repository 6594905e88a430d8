// `npm run bench`: what each way to wait costs, in virtual time.
import { join } from "node:path";
import { bench } from "./command";

bench(process.argv.slice(2), join(__dirname, ".."))
  .then(({ code, out, err }) => {
    if (out !== "") console.log(out);
    if (err !== "") console.error(err);
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
