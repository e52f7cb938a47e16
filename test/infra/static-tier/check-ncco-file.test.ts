import { join } from 'node:path';
import { checkNccoFile, checkStaticNccoFile } from '../../../infra/static-tier/check-ncco-file.ts';
import { temporaryFolder } from './temporary-folder.ts';

const VALUES = { callerNumber: '447700900000' };

describe('the one verdict on a file', () => {
  const folder = temporaryFolder({
    'empty.json': '[]',
    'Upper.json': '[{"action":"talk","text":"a"}]',
    'asking.json': '[{"action":"talk","text":"a"},{"action":"input","type":["dtmf"]}]',
    'recording.json': '[{"action":"record","endOnKey":"#"}]',
    'fallback.json': 'no JSON',
    'marked.json': '\ufeff[]',
    'wide.json': Buffer.from('\ufeff[]', 'utf16le'),
    'deep.json': '['.repeat(100_000) + ']'.repeat(100_000),
  });
  afterAll(folder.remove);
  const textsOf = (problems: ReturnType<typeof checkNccoFile>['problems']) =>
    problems.map(({ severity, path }) => `${severity} ${path}`);
  const asStatic = (name: string) => textsOf(checkStaticNccoFile(join(folder.path, name), VALUES).problems);
  const asServed = (name: string) => textsOf(checkNccoFile(join(folder.path, name)).problems);

  it.each([
    ['empty.json', ['error $'], ['error $']],
    // A name matters only where it becomes a URL.
    ['Upper.json', ['error '], []],
    ['fallback.json', ['error ', 'error line 1'], ['error line 1']],
    // Where both regions are gone nothing answers; else a webhook of the user's own may.
    ['asking.json', ['error $[1].action'], ['warning $[1].eventUrl']],
    ['recording.json', ['warning $[0].action'], []],
  ])('%s: of static-ncco/ %j, of a webhook %j', (name, ofStatic, ofWebhook) => {
    expect(asStatic(name)).toEqual(ofStatic);
    expect(asServed(name)).toEqual(ofWebhook);
  });

  it.each([
    ['marked.json', 'a byte order mark (EF BB BF) before the text'],
    ['wide.json', 'text in UTF-16 (it begins with FF FE)'],
    ['deep.json', '100000 levels'],
  ])('%s: found %s', (name, found) => {
    const file = join(folder.path, name);
    const problem = { severity: 'error', path: '$', expected: expect.any(String), found };
    expect(checkNccoFile(file).problems).toEqual([problem]);
    expect(checkStaticNccoFile(file, VALUES).problems).toEqual([problem]);
  });
});
