// Writes the interface (.abi) and creation code (.bin) of each contract that can be deployed.
// Usage: node export.js FORGE-OUTPUT FOLDER
const { readdirSync, readFileSync, writeFileSync, mkdirSync } = require("fs");
const { join, basename } = require("path");

const [output, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const source of readdirSync(output)) {
  const file = join(output, source, basename(source, ".sol") + ".json");
  let artifact;
  try {
    artifact = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    continue;
  }
  const target = Object.keys(artifact.metadata?.settings?.compilationTarget ?? {})[0] ?? "";
  if (target.startsWith("src/main/solidity/") && artifact.bytecode.object !== "0x") {
    const name = basename(source, ".sol");
    writeFileSync(join(folder, name + ".abi"), JSON.stringify(artifact.abi, null, 1) + "\n");
    writeFileSync(join(folder, name + ".bin"), artifact.bytecode.object.slice(2));
  }
}
