// Writes what arweave-js and arbundles make of small inputs: WALLET VECTORS
const Arweave = require('arweave');
const { deepHash } = require('@dha-team/arbundles');
const arb = require('@dha-team/arbundles');
const crypto = require('crypto');
const fs = require('fs');
const b64 = (b) => Buffer.from(b).toString('base64url');
// Data that both sides make themselves: byte i is the low byte of 31 i + (i >> 8) + 7 (i >> 16).
const pattern = (n) => { const b = Buffer.alloc(n); for (let i = 0; i < n; i++) b[i] = (31 * i + (i >> 8) + 7 * (i >> 16)) & 255; return b; };
(async () => {
  const arweave = Arweave.init({});
  const jwk = JSON.parse(fs.readFileSync(process.argv[2]));
  const out = { address: await arweave.wallets.jwkToAddress(jwk), roots: [], transaction: {}, deepHashes: [] };
  const M = require('arweave/node/lib/merkle');
  for (const n of [1, 32767, 32768, 262143, 262144, 262145, 262144 + 32767, 262144 + 32768, 524288, 524289, 786432, 1000003, 1310720]) {
    const t = await M.generateTransactionChunks(new Uint8Array(pattern(n)));
    out.roots.push({ size: n, root: b64(t.data_root), chunks: t.chunks.map((c) => [c.minByteRange, c.maxByteRange]),
      paths: crypto.createHash('sha256').update(Buffer.concat(t.proofs.map((p) => Buffer.from(p.proof)))).digest('hex') });
  }
  const u = (s) => new Uint8Array(Buffer.from(s));
  for (const [name, v] of [['blob', u('text')], ['empty', u('')], ['none', []], ['nested', [u('a'), [u('b'), []], u('')]]]) {
    out.deepHashes.push({ name, hash: Buffer.from(await deepHash(v)).toString('hex') });
  }
  const tx = await arweave.createTransaction({ data: pattern(300000), last_tx: b64(pattern(48)), reward: '12345678901' }, jwk);
  tx.addTag('App-Name', 'Neural'); tx.addTag('Größe', 'süß 🎥');
  await arweave.transactions.sign(tx, jwk);
  if (!(await arweave.transactions.verify(tx))) throw new Error('own transaction');
  const j = tx.toJSON(); j.data = ''; delete j.chunks; out.transaction = j;
  const signer = new arb.ArweaveSigner(jwk);
  const items = [
    arb.createData('one', signer, { tags: [{ name: 'App-Name', value: 'Neural' }, { name: 'Größe', value: 'süß 🎥' }] }),
    arb.createData(pattern(1000), signer, {}),
    arb.createData('three', signer, { target: out.address, anchor: 'a'.repeat(32), tags: [{ name: 'x', value: 'y'.repeat(100) }] }),
  ];
  const bundle = await arb.bundleAndSignData(items, signer);
  if (!(await bundle.verify())) throw new Error('own bundle');
  out.bundle = b64(bundle.getRaw());
  out.items = bundle.items.map((i) => ({ id: i.id, tags: i.tags, length: i.rawData.length }));
  fs.writeFileSync(process.argv[3], JSON.stringify(out, null, 1) + '\n');
})().catch((e) => { console.error(e); process.exit(1); });
