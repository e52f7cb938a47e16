import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { createPrinter } from '../../../cli/kit/printer.ts';

let folder: string;
let log: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'printer-'));
  log = join(folder, 'own', 'a.log');
});
afterEach(() => rm(folder, { recursive: true }));

const turn = () => new Promise((resolve) => setTimeout(resolve, 10));

/** Takes so many texts, and then fails as a pipe does that nobody reads. */
function reader(takes: number, failure = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })) {
  const taken: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (taken.length === takes) return done(failure);
      taken.push(chunk.toString());
      done();
    },
  });
  return { stream, taken };
}

describe('a printer', () => {
  it('ends each text with one line break', async () => {
    const { stream, taken } = reader(9);
    const print = createPrinter().printTo(stream);
    print('one');
    print('two\n');
    await turn();
    expect(taken).toEqual(['one\n', 'two\n']);
  });

  it('drops what nobody takes, and ends nothing', async () => {
    const { stream, taken } = reader(1);
    const print = createPrinter().printTo(stream);
    for (const text of ['one', 'two', 'three']) {
      print(text);
      await turn();
    }
    expect(taken).toEqual(['one\n']);
  });

  it('keeps what nobody takes, of both streams, in order, for its owner, from before the file was named too', async () => {
    const { printTo, keepUnprinted } = createPrinter();
    const [out, err] = [reader(1), reader(0)];
    const [stdout, stderr] = [printTo(out.stream), printTo(err.stream)];
    stdout('taken');
    stderr('lost 1');
    await turn();
    keepUnprinted(log);
    stdout('lost 2');
    await turn();
    stderr('lost 3');
    await turn();
    expect(await readFile(log, 'utf8')).toBe('lost 1\nlost 2\nlost 3\n');
    expect((await stat(log)).mode & 0o777).toBe(0o600);
  });

  it('writes no file where everything was taken', async () => {
    const { printTo, keepUnprinted } = createPrinter();
    keepUnprinted(log);
    printTo(reader(9).stream)('taken');
    await turn();
    expect(await readdir(folder)).toEqual([]);
  });

  it('goes on where the stream throws, and where the file cannot be written either', async () => {
    const throwing = new Writable();
    throwing.write = () => {
      throw new Error('ENOSPC');
    };
    const { printTo, keepUnprinted } = createPrinter();
    keepUnprinted(join('/dev/null', 'a.log'));
    printTo(throwing)('lost');
    keepUnprinted(log);
    expect(await readFile(log, 'utf8')).toBe('lost\n');
  });

  it('survives what other code prints to the stream', async () => {
    const { stream } = reader(0);
    createPrinter().printTo(stream);
    stream.write('from elsewhere');
    await turn();
    expect(stream.destroyed).toBe(true);
  });
});
