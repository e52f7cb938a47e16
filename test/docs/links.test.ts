import { existsSync, readFileSync } from 'node:fs';
import { anchorsIn, fencedIn, linksIn, PAGES, PROJECT, proseOf, readText, scriptsIn } from './markdown.ts';

const { scripts } = JSON.parse(readText('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** A file or folder, and its heading where the link names one. */
function isThere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const linked = new URL(path === '' ? page : path, path === '' ? PROJECT : new URL(page, PROJECT));
  if (!existsSync(linked)) return false;
  return anchor === undefined || anchorsIn(readFileSync(linked, 'utf8')).includes(anchor);
}

describe('what the checks below read', () => {
  it('are links with their anchors, but not those to the web, nor what is fenced', () => {
    const text = '[a](b.md#c) [d](https://e)\n```sh\n[f](g)\n```\n- [h](../i)';
    expect(linksIn(text)).toEqual(['b.md#c', '../i']);
    expect(anchorsIn('# One: `two`\n## What it may do\n```\n# no\n```')).toEqual([
      'one-two',
      'what-it-may-do',
    ]);
  });

  it('are scripts, fenced or not', () => {
    const text = '`npm run link -- plan`, npm run --silent test:e2e\n```sh\nnpm ci && npm test\n```';
    expect(scriptsIn(text)).toEqual(['link', 'test:e2e', 'test']);
  });

  it('are the README, the changelog and every page of docs', () => {
    expect(PAGES.length).toBeGreaterThan(50);
    expect(PAGES).toContain('docs/decisions/001-three-tiers.md');
  });
});

describe.each(PAGES)('%s', (page) => {
  const text = readText(page);

  it('leads to what is there', () => {
    for (const target of linksIn(text)) expect([target, isThere(page, target)]).toEqual([target, true]);
  });

  it('names no command that package.json has not', () => {
    for (const script of scriptsIn(text)) expect(Object.keys(scripts)).toContain(script);
  });
});

describe('README.md', () => {
  const lines = readText('README.md').trimEnd().split('\n');

  it('has at most 160 lines', () => {
    expect(lines.length).toBeLessThanOrEqual(160);
  });

  it('has lines that fit a window, tables and links apart', () => {
    const prose = proseOf(lines.join('\n'))
      .split('\n')
      .filter((line) => !line.startsWith('|'));
    for (const line of prose) expect(line.replaceAll(/\]\([^)]+\)/g, ']').length).toBeLessThanOrEqual(130);
  });

  it('shows nothing wider than 120 columns', () => {
    const fenced = fencedIn(lines.join('\n')).flatMap((body) => body.split('\n'));
    expect(fenced.length).toBeGreaterThan(0);
    for (const line of fenced) expect(line.length).toBeLessThanOrEqual(120);
  });
});

it('every page of docs is linked from docs/README.md, its decisions and its runbook apart', () => {
  const linked = linksIn(readText('docs/README.md')).map((target) => `docs/${target}`);
  const own = PAGES.filter((page) => /^docs\/[\w-]+\.md$/.test(page) && page !== 'docs/README.md');
  for (const page of own) expect(linked).toContain(page);
});
