import { brokenInWords, changeParts, findLocalSystem, localStatus } from '../local/local-system.ts';
import type { LocalStatus } from '../local/local-system.ts';
import { table } from '../kit/table.ts';
import { BREAK_HELP, parseBreakOptions } from './options.ts';

/** `npm run break`: returns the exit code. @throws CommandError */
export async function runBreak(args: readonly string[]): Promise<number> {
  const options = parseBreakOptions(args);
  if (options === undefined) {
    process.stdout.write(BREAK_HELP);
    return 0;
  }
  const { part, how, restore } = options;
  const system = await findLocalSystem(options.state);
  const isChange = restore || part !== undefined;
  const status = isChange ? await changeParts(system, { part, how, restore }) : await localStatus(system);
  for (const line of isChange ? brokenNow(status) : [...brokenNow(status), '', ...whatCanBe(status)])
    console.log(line);
  return 0;
}

const brokenNow = ({ broken }: LocalStatus): readonly string[] =>
  broken.length === 0
    ? ['Nothing is broken.']
    : [
        'Broken now:',
        ...broken.map((each) => `  ${brokenInWords(each)}`),
        'To restore all: npm run break -- --restore',
      ];

const whatCanBe = ({ parts }: LocalStatus): readonly string[] => [
  'What can be broken, with npm run break -- PART [--how WAY]; the first way is the default:',
  ...table(parts.map(({ part, hows }) => [`  ${part}`, hows.join(', ')])),
];
