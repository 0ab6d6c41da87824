// A peer in Python: one process answers a whole list of calls. The Python comes by the variable PEERS_PYTHON.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The function that hands calls to `peers/with_NAME.py` and gives the answers in order. */
export const python = (name) => (calls) =>
  new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL(`peers/with_${name}.py`, import.meta.url));
    const child = spawn(process.env.PEERS_PYTHON, ["-B", script], { stdio: ["pipe", "pipe", "inherit"] });
    let answer = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => (answer += chunk));
    child.on("error", reject);
    child.on("close", (status) => (status === 0 ? resolve(JSON.parse(answer)) : reject(new Error(`${name}: ${status}`))));
    child.stdin.end(JSON.stringify(calls));
  });
