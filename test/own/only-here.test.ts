import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * `npm run walls` refuses a test that imports what is the user's. This finds the other ways to it: a path that is read, or
 * imported by a process that a test starts.
 */

const TESTS = fileURLToPath(new URL('..', import.meta.url));
/** The only tests that look at what is the user's, what takes its place for all others, and tests that fill a project of their own. */
const ALLOWED =
  /^(?:own|fixtures[\\/]own)[\\/]|^e2e[\\/](?:other-peoples-settings|environments)|^cli[\\/](?:local[\\/](?:local-loop|local-project|watch-sources)|link[\\/]guard[\\/]a-guarded-project)/;

const REACHES = /(?:\bimport|\bURL|\bjoin|\bread\w*|\bspawn\w*|\bexec\w*|Url|File|Folder)\(/;
const NAMES =
  /['"`](?:\.{1,2}\/)*settings\.ts['"`]|\}\/settings\.ts|['"`/](?:functions\/call-flow\.ts|static-ncco(?=['"`/]))/;

const reaching = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter(
      (line) => REACHES.test(line) && NAMES.test(line.replaceAll(/fixtures\/own\/[\w./-]*/g, 'fixtures')),
    );

it.each([
  ["  const files = readdirSync(join(PROJECT, 'static-ncco'));"],
  ["const wav = new URL('../../static-ncco/audio/announcement.wav', import.meta.url);"],
  ["const { settings } = await import('../../settings.ts');"],
  ['const flow = readFileSync(`${PROJECT}/functions/call-flow.ts`);'],
])('finds %s', (line) => {
  expect(reaching(line)).toEqual([line]);
});

it('is done by no test but those of test/own', () => {
  const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.m?[jt]s$/.test(file) && !ALLOWED.test(file),
  );
  expect(files.length).toBeGreaterThan(200);
  const found = files.flatMap((file) =>
    reaching(readFileSync(join(TESTS, file), 'utf8')).map((line) => `test/${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
