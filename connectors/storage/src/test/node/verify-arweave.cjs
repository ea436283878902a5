// Verifies with arweave-js and arbundles what FOLDER holds: transaction.json over data.bin, proofs.json
// of its chunks, and bundle.bin with the files that items.json lists.
const Arweave = require('arweave');
const merkle = require('arweave/node/lib/merkle');
const { Bundle } = require('@dha-team/arbundles');
const fs = require('fs');
const path = require('path');

const folder = process.argv[2];
const read = (name) => fs.readFileSync(path.join(folder, name));
const bytes = (text) => new Uint8Array(Buffer.from(text, 'base64url'));
const require_ = (condition, otherwise) => { if (!condition) throw new Error(otherwise); };

(async () => {
  const arweave = Arweave.init({});
  const raw = JSON.parse(read('transaction.json'));
  const data = new Uint8Array(read('data.bin'));
  const transaction = arweave.transactions.fromRaw(raw);
  require_(await arweave.transactions.verify(transaction), 'the signature is false');
  const expected = await merkle.generateTransactionChunks(data);
  require_(Buffer.from(expected.data_root).toString('base64url') === raw.data_root, 'the root is false');
  const proofs = JSON.parse(read('proofs.json'));
  require_(proofs.length === expected.chunks.length, 'there are other chunks');
  for (const proof of proofs) {
    const found = await merkle.validatePath(bytes(raw.data_root), proof.offset, 0, data.length, bytes(proof.path));
    require_(found && found.rightBound - 1 === proof.offset, 'the proof of ' + proof.offset + ' is false');
  }
  const bundle = new Bundle(read('bundle.bin'));
  require_(await bundle.verify(), 'the bundle is false');
  const items = JSON.parse(read('items.json'));
  require_(items.length === bundle.items.length, 'there are other items');
  items.forEach((item, index) => {
    const found = bundle.items[index];
    require_(found.id === item.id, 'another identifier');
    require_(found.rawData.toString('base64url') === item.data, 'other data');
    require_(JSON.stringify(found.tags) === JSON.stringify(item.tags), 'other tags');
  });
  console.log(`verified ${proofs.length} proofs, ${items.length} items`);
})().catch((e) => { console.error(e); process.exit(1); });
