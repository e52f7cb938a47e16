import { define } from '../kit/command.ts';
import { table } from '../kit/table.ts';
import {
  brokenInWords,
  changeParts,
  findLocalSystem,
  localStatus,
  STATE_FLAG,
} from '../local/local-system.ts';
import type { LocalStatus } from '../local/local-system.ts';

export const breakCommand = define({
  name: 'break',
  about: `Breaks a part of the local system that npm run local has started, or restores it, while it runs. Without PART, lists
what is broken now and what can be broken.`,
  flags: {
    part: { type: 'text', value: 'PART', isWord: true, help: 'the part to break or to restore' },
    how: {
      type: 'text',
      value: 'WAY',
      with: ['part'],
      notWith: ['restore'],
      help: 'a region, a journal, a secret store, cloudfront, static: refuses (the default), black-hole or hangs; a function (primary-answer, …): crashes (the default), hangs or throttled; app, the application of --app: refuses (the default), hangs, is-slow, answers-html, redirects, answers-500 or answers-invalid-ncco',
    },
    restore: { type: 'boolean', help: 'restore the part; without a part: everything' },
    state: STATE_FLAG,
  },
  exits: { 0: 'done', 1: 'no local system runs, or it refuses' },
  async run({ part, how, restore, state }, { stdout, stderr }) {
    const system = await findLocalSystem(state, stderr);
    const isChange = restore || part !== undefined;
    const status = isChange ? await changeParts(system, { part, how, restore }) : await localStatus(system);
    const lines = isChange ? brokenNow(status) : [...brokenNow(status), '', ...whatCanBe(status)];
    stdout(lines.join('\n'));
    return 0;
  },
});

const brokenNow = ({ broken }: LocalStatus): readonly string[] =>
  broken.length === 0
    ? ['No part is broken.']
    : [
        'Broken now:',
        ...broken.map((each) => `  ${brokenInWords(each)}`),
        'To restore all: npm run break -- --restore',
      ];

const whatCanBe = ({ parts }: LocalStatus): readonly string[] => [
  'What can be broken, with npm run break -- PART [--how WAY]; the first way is the default:',
  ...table(parts.map(({ part, hows }) => [`  ${part}`, hows.join(', ')])),
];
