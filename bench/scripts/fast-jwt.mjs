// node fast-jwt.mjs FILE: verifies one token a line with fast-jwt and writes the claims as JSON lines.
import { createVerifier } from 'fast-jwt';
import fs from 'node:fs';

const verify = createVerifier({
  key: process.env.BENCH_SECRET,
  algorithms: ['HS256'],
  allowedIss: 'https://auth.example.com/realms/main',
  allowedAud: 'https://api.example.com/v2',
});
const out = [];
for (const line of fs.readFileSync(process.argv[2], 'latin1').split('\n')) {
  if (!line) continue;
  try {
    out.push(JSON.stringify(verify(line)));
  } catch (fault) {
    out.push(JSON.stringify({ error: fault.code }));
  }
}
process.stdout.write(out.join('\n') + '\n');
