import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const ROOMS = [
  'contracts',
  'ncco',
  'functions',
  'infra',
  'simulator',
  'emulator',
  'cli',
  'drill',
  'simulation',
] as const;
/** Fewer lines are seldom an idea of their own. */
const SHORT_LINES = 20;

interface Source {
  readonly file: string;
  readonly text: string;
}

const sources: readonly Source[] = ROOMS.flatMap((room) =>
  readdirSync(join(PROJECT, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|mjs|js)$/.test(file))
    .map((file) => ({
      file: posix.join(room, file.replaceAll('\\', '/')),
      text: readFileSync(join(PROJECT, room, file), 'utf8'),
    })),
);

const roomOf = (file: string): string => file.split('/', 1)[0] ?? '';

/** The rooms that a file imports from, or starts a process of. */
const importedBy = ({ file, text }: Source): readonly string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\bURL\()\s*'(\.[^']+)'/g)]
    .map(([, path = '']) => roomOf(posix.join(dirname(file), path)))
    .filter((room) => ROOMS.some((each) => each === room) && room !== roomOf(file));

describe('the rooms', () => {
  it('import each other in one direction only', () => {
    const imports = new Map<string, Set<string>>(ROOMS.map((room) => [room, new Set()]));
    for (const source of sources)
      for (const room of importedBy(source)) imports.get(roomOf(source.file))?.add(room);
    expect([...imports.values()].flatMap((rooms) => [...rooms]).length).toBeGreaterThan(ROOMS.length);
    // Rooms whose imports are all gone, again and again, until none is left: only a circle would stay.
    const left = new Map([...imports].map(([room, rooms]) => [room, new Set(rooms)]));
    for (let removed = true; removed;) {
      removed = false;
      for (const [room, rooms] of left) {
        if (rooms.size > 0) continue;
        left.delete(room);
        for (const others of left.values()) others.delete(room);
        removed = true;
      }
    }
    expect(Object.fromEntries([...left].map(([room, rooms]) => [room, [...rooms]]))).toEqual({});
  });

  it('have files as large as their idea: at most one in eight has fewer than 20 lines', () => {
    const short = sources.filter(({ text }) => text.split('\n').length - 1 < SHORT_LINES);
    expect(sources.length).toBeGreaterThan(500);
    expect(short.length / sources.length).toBeLessThanOrEqual(1 / 8);
  });
});
