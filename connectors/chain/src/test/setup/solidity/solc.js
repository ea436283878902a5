// solc of npm behind the command line that forge calls: --version, and --standard-json from stdin.
const solc = require("solc");

if (process.argv.includes("--version")) {
  console.log("solc, the solidity compiler commandline interface");
  console.log("Version: " + solc.version().replace(/\.Emscripten.*/, "") + ".Linux.g++");
} else if (process.argv.includes("--standard-json")) {
  const input = require("fs").readFileSync(0, "utf8");
  process.stdout.write(solc.compile(input));
} else {
  console.error("Cannot compile so: only --version and --standard-json are known");
  process.exit(1);
}
