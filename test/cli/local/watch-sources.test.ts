import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesInWords, watchSources } from '../../../cli/local/watch-sources.ts';
import type { SourceChange } from '../../../cli/local/watch-sources.ts';

let project: string;
let stop: () => void;
let onChange: (change: SourceChange) => void;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'watch-sources-'));
  for (const folder of ['contracts/settings', 'functions', 'infra', 'ncco', 'static-ncco'])
    mkdirSync(join(project, folder), { recursive: true });
  write('functions/call-flow.ts');
  stop = watchSources((change) => onChange(change), project);
});
afterEach(() => {
  stop();
  rmSync(project, { recursive: true });
});

const write = (file: string) => writeFileSync(join(project, file), String(Math.random()));
const next = (): Promise<SourceChange> => new Promise((resolve) => (onChange = resolve));

describe('saved files', () => {
  it.each([
    ['functions/call-flow.ts', 'bundles'],
    ['contracts/call.ts', 'assembly'],
    ['settings.ts', 'assembly'],
    ['static-ncco/announcement-tts.json', 'assembly'],
  ])('are noticed: %s', async (file, calls) => {
    const change = next();
    write(file);
    expect(await change).toEqual({ files: [file], calls });
  });

  it('are noticed each time that an editor puts another file in their place', async () => {
    for (let times = 0; times < 3; times++) {
      const change = next();
      write('functions/call-flow.ts~');
      renameSync(join(project, 'functions/call-flow.ts~'), join(project, 'functions/call-flow.ts'));
      expect((await change).files).toEqual(['functions/call-flow.ts']);
    }
  });

  it('are noticed in a folder that is new', async () => {
    mkdirSync(join(project, 'functions/mine'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const change = next();
    write('functions/mine/words.ts');
    expect((await change).files).toEqual(['functions/mine/words.ts']);
  });

  it('are reported together when they are saved together, and call for the larger work', async () => {
    const change = next();
    write('functions/call-flow.ts');
    write('settings.ts');
    expect(await change).toEqual({
      files: ['functions/call-flow.ts', 'settings.ts'],
      calls: 'assembly',
    });
  });

  it('are not what editors write beside them', async () => {
    const change = next();
    for (const other of ['.call-flow.ts.swp', 'call-flow.ts~', '4913', '.#call-flow.ts'])
      write(`functions/${other}`);
    write('contracts/call.ts');
    expect((await change).files).toEqual(['contracts/call.ts']);
  });
});

it('files in words', () => {
  expect(filesInWords(['a.ts'])).toBe('a.ts');
  expect(filesInWords(['a.ts', 'b.ts', 'c.ts'])).toBe('a.ts and 2 more');
});
