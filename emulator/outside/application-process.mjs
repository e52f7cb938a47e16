// Runs an application's command in a process group of its own, and ends it with the process that started this one, however that ends. Plain
// JavaScript and no imports of the project, so that it starts fast.
import { spawn } from 'node:child_process';

const SOON_MS = 2000;

// Ctrl-C reaches the whole terminal; only the main process decides what it means.
process.on('SIGINT', () => {});

const child = spawn(process.argv[2], { shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
child.on('error', (error) => end(error.message));
child.on('exit', (code, signal) => end(signal ?? `exit code ${code}`));
for (const stream of [child.stdout, child.stderr]) stream.pipe(process.stdout, { end: false });

const endAtOnce = () => {
  signalGroup('SIGKILL');
  process.exit(0);
};
// The main process is gone, perhaps killed.
process.on('disconnect', endAtOnce);
if (!process.connected) endAtOnce();
// Both may reach every process of the terminal; the application's group is another one.
process.on('SIGTERM', endAtOnce);
process.on('SIGHUP', endAtOnce);
process.on('message', () => {
  signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), SOON_MS);
});

function signalGroup(signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

function end(how) {
  // What the command has left running.
  signalGroup('SIGKILL');
  if (process.connected) process.send({ ended: how }, () => process.exit(0));
  else process.exit(0);
}
