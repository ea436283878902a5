// Prints "name<TAB>cid" of each file and folder in the folder that is named, as IPFS's own
// JavaScript importer names them.
import fs from 'node:fs'
import path from 'node:path'
import { importer } from 'ipfs-unixfs-importer'

const nowhere = { put: async (cid) => cid }
const cases = process.argv[2]

function * candidates (name) {
  const place = path.join(cases, name)
  if (fs.statSync(place).isDirectory()) {
    yield { path: name }
    for (const below of fs.readdirSync(place)) {
      yield * candidates(path.posix.join(name, below))
    }
  } else {
    yield { path: name, content: chunks(place) }
  }
}

// Opens a file only when it is read: thousands wait at a time.
async function * chunks (file) {
  yield * fs.createReadStream(file, { highWaterMark: 1 << 20 })
}

for (const name of fs.readdirSync(cases).sort()) {
  let root
  for await (const entry of importer(candidates(name), nowhere, { profile: 'unixfs-v1-2025' })) {
    if (entry.path === name) {
      root = entry.cid
    }
  }
  console.log(`${name}\t${root}`)
}
