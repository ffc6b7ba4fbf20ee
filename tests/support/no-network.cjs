// Loaded before a command that must not use the network: any attempt is written down and fails.
const fs = require('node:fs');
const net = require('node:net');
const dns = require('node:dns');

const refuse = (what) => () => {
  fs.appendFileSync(process.env.NO_NETWORK_REPORT, `${what}\n`);
  throw new Error(`no network: ${what}`);
};
net.Socket.prototype.connect = refuse('connect');
dns.lookup = refuse('lookup');
dns.promises.lookup = refuse('lookup');
globalThis.fetch = refuse('fetch');
