// solc of npm that stays loaded: it compiles what comes through a socket. The preparation of tests
// asks for the interfaces of all sources each time; a mutant changes bodies only, so that one
// answer does. Usage: node solc.js NODE-MODULES SOCKET
const { createServer } = require("net");
const { createHash } = require("crypto");
const { join } = require("path");

const [modules, socket] = process.argv.slice(2);
const solc = require(join(modules, "solc"));
const interfaces = new Map();

function onlyInterfaces(selection) {
  return Object.values(selection).every((contracts) =>
    Object.values(contracts).every((outputs) => outputs.every((output) => output === "abi")),
  );
}

function compile(text) {
  const input = JSON.parse(text);
  if (!onlyInterfaces(input.settings.outputSelection)) {
    return solc.compile(text);
  }
  const tests = Object.entries(input.sources).map(([path, source]) =>
    path.startsWith("src/main/") ? path : [path, source.content],
  );
  const key = createHash("sha256").update(JSON.stringify(tests)).digest("hex");
  if (!interfaces.has(key)) {
    const output = solc.compile(text);
    if ((JSON.parse(output).errors ?? []).some((error) => error.severity === "error")) {
      return output;
    }
    interfaces.set(key, output);
  }
  return interfaces.get(key);
}

createServer({ allowHalfOpen: true }, (connection) => {
  const parts = [];
  connection.on("data", (part) => parts.push(part));
  connection.on("end", () => connection.end(compile(Buffer.concat(parts).toString())));
}).listen(socket);
