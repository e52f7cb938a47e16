import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../../docs/runbook/', import.meta.url);

export interface Page {
  /** Its file. */
  readonly file: string;
  readonly text: string;
  /** Titles of its sections. */
  readonly sections: readonly string[];
  readonly fences: readonly Fence[];
  /** All but what is fenced. */
  readonly prose: string;
}

export interface Fence {
  readonly language: string;
  readonly lines: readonly string[];
}

/** Fences may be indented, inside a list. */
const FENCE = /^ *```(\w*)\n(.*?)\n *```$/gms;

const readPage = (file: string): Page => {
  const text = readFileSync(new URL(file, FOLDER), 'utf8');
  return {
    file,
    text,
    sections: [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title ?? ''),
    fences: [...text.matchAll(FENCE)].map(([, language = '', body = '']) => ({
      language,
      lines: body.split('\n').map((line) => line.trim()),
    })),
    prose: text.replace(FENCE, ''),
  };
};

/** Every page, and the index. */
export const readPages = (): readonly Page[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map(readPage);

/** Each command once, in the order of the pages. */
export const commandLines = (): readonly string[] => [
  ...new Set(
    readPages().flatMap(({ fences }) =>
      fences.flatMap(({ language, lines }) => (language === 'sh' ? lines : [])),
    ),
  ),
];

export const DRILLS = /^npm run drill /;

export const INDEX = 'README.md';
