import { jest } from '@jest/globals';
import { runCommand } from '../../../cli/kit/command.ts';
import { CommandError } from '../../../cli/kit/command-error.ts';
import { terminalIo } from '../../../cli/kit/io.ts';

const NAMES = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

it('ends a pause as soon as the signal that it was given is aborted', async () => {
  const before = new Map(NAMES.map((name) => [name, process.listeners(name)]));
  try {
    const { pause } = terminalIo();
    await pause(0);
    const interrupted = new AbortController();
    const paused = pause(20_000, interrupted.signal);
    interrupted.abort();
    await expect(paused).rejects.toMatchObject({ name: 'AbortError' });
  } finally {
    for (const name of NAMES)
      for (const listener of process.listeners(name))
        if (before.get(name)?.includes(listener) !== true) process.off(name, listener);
  }
});

describe('the one place that writes', () => {
  const EVIL = 'a\u009b2J\u202e\u001b[31m\u0000\r\nb';
  const SHOWN = 'a\\u009b2J\\u202e\\u001b[31m\\u0000\\u000d\nb\n';
  /** What reaches both streams. */
  async function written(work: () => unknown): Promise<string> {
    let text = '';
    const spies = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockImplementation((chunk) => {
        text += String(chunk);
        return true;
      }),
    );
    try {
      await work();
      return text;
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  }

  it('shows what a terminal would obey', async () => {
    const { stdout, stderr } = terminalIo();
    expect(await written(() => stdout(EVIL))).toBe(SHOWN);
    expect(await written(() => stderr(EVIL))).toBe(SHOWN);
  });

  it('shows it in the errors of every command, expected ones and defects', async () => {
    for (const error of [new CommandError(EVIL), new Error(EVIL)]) {
      const command = { name: 'x', help: '', run: () => Promise.reject(error) };
      const text = await written(() => runCommand(command, [], terminalIo()));
      expect(text).toContain('a\\u009b2J\\u202e\\u001b[31m');
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    }
  });

  it('keeps JSON the same for programs', async () => {
    const value = { name: EVIL };
    const { stdout } = terminalIo();
    expect(JSON.parse(await written(() => stdout(JSON.stringify(value))))).toEqual(value);
  });

  it("leaves a command's own colours and cursor alone", async () => {
    expect(await written(() => terminalIo().terminal.write('\r\u001b[2K'))).toBe('\r\u001b[2K');
  });
});
