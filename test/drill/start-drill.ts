import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runningProcesses } from './running-processes.ts';

const VVF = fileURLToPath(new URL('../../vvf.mjs', import.meta.url));

/** A drill in a process group of its own, so that what it leaves behind can be found. */
export function startDrill(...args: readonly string[]) {
  const child = spawn(process.execPath, [VVF, 'drill', ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<{ readonly exitCode: number | null; readonly output: string }>((resolve) => {
    child.on('close', (exitCode) => {
      resolve({ exitCode, output });
    });
  });
  const says = async (text: string): Promise<void> => {
    while (!output.includes(text) && child.exitCode === null) await sleep(20);
  };
  return { child, ended, says };
}

/** Who still runs in the drill's process group; a zombie only waits for the machine to take note of its end. */
export function whoIsLeft({ pid }: ChildProcess): readonly string[] {
  return runningProcesses()
    .filter(({ group, state }) => group === pid && !state.startsWith('Z'))
    .map(({ pid: left, state, args }) => `${String(left)} ${state} ${args}`);
}
