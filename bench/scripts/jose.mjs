// node jose.mjs FILE: verifies one token a line with jose and writes the claims as JSON lines.
import { jwtVerify } from 'jose';
import fs from 'node:fs';

const secret = new TextEncoder().encode(process.env.BENCH_SECRET);
const hmac = { name: 'HMAC', hash: 'SHA-256' };
const key = await crypto.subtle.importKey('raw', secret, hmac, false, ['verify']);
const expected = {
  algorithms: ['HS256'],
  issuer: 'https://auth.example.com/realms/main',
  audience: 'https://api.example.com/v2',
};
const out = [];
for (const line of fs.readFileSync(process.argv[2], 'latin1').split('\n')) {
  if (!line) continue;
  try {
    out.push(JSON.stringify((await jwtVerify(line, key, expected)).payload));
  } catch (fault) {
    out.push(JSON.stringify({ error: fault.code }));
  }
}
process.stdout.write(out.join('\n') + '\n');
