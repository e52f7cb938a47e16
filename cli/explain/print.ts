import { markdownTable, table, wrapped } from '../kit/table.ts';
import { printJson } from '../link/json/lossless-json.ts';
import type { Rule } from '../../simulator/profile.ts';
import { PROFILES } from '../../simulator/profiles.ts';
import type { Explanation } from './explanation.ts';
import type { Finding } from './findings.ts';
import type { Heard, Moment, Outcome } from './outcome.ts';
import type { Row } from './rows.ts';
import type { SetUp, WebhookName } from './set-up.ts';

/** The same page in two forms. */
export type Form = 'text' | 'markdown';

const HEARD: Readonly<Record<Heard, string>> = {
  'own-ncco': 'its NCCO',
  'fallback-ncco': 'the fallback’s NCCO',
  rest: 'the NCCO goes on',
  'call-ends': 'nothing: the call ends',
};

const MOMENTS: Readonly<Record<Moment, string>> = {
  'call-begins': 'A call begins, and the server of the answer URL …',
  'mid-call': 'In the middle of a call, an event wants an NCCO, and the server of the event URL …',
};

/** One page. */
export function page(
  { setUp, sentence, best, rows, disagreements, findings }: Explanation,
  form: Form,
): string {
  const rules = numbered(rows);
  const heading = (text: string): string =>
    form === 'markdown' ? `## ${text}` : `${text}\n${'-'.repeat(text.length)}`;
  const paragraph = (text: string): string => (form === 'markdown' ? text : wrapped(text));
  const moments = (['call-begins', 'mid-call'] as const).flatMap((moment) => {
    const some = rows.filter((row) => row.moment === moment);
    return some.length === 0 ? [] : [heading(MOMENTS[moment]), lines(form, momentTable(some, rules))];
  });
  const changed =
    best === undefined
      ? []
      : [
          heading('The one change that helps most'),
          paragraph(`${best.change.says} Then ${best.gain}.`),
          paragraph(
            'capabilities.voice after it. A PUT replaces the whole application, so send all of its other keys with it:',
          ),
          code(form, printJson(voiceOf(best.change.apply(setUp)), 2)),
        ];
  return [
    form === 'markdown' ? `# ${setUp.name}` : setUp.name,
    lines(form, webhookTable(setUp)),
    paragraph(form === 'markdown' ? `**${sentence}**` : sentence),
    ...moments,
    paragraph(
      'Waits are silence, in seconds, without the time of network and servers; “2–10” is from the shortest to the longest. “The NCCO goes on”: Vonage plays the action that follows, and where none follows the call ends. Numbers in brackets are the rules that decide, listed below.',
    ),
    ...(findings.length === 0
      ? []
      : [
          heading('What causes it'),
          findings.map((finding, index) => listed(form, `${index + 1}.`, causeOf(finding))).join('\n'),
        ]),
    ...changed,
    ...(rows.every(({ outcomes }) => outcomes.length === 1)
      ? []
      : [heading('Where the readings of Vonage’s rules disagree'), ...disagreementsIn(disagreements, form)]),
    heading('Rules'),
    [...rules.values()].map(({ number, texts }) => listed(form, `[${number}]`, texts.join('; '))).join('\n'),
    paragraph(SOURCES),
  ].join('\n\n');
}

/** For programs: everything that the page holds. */
export const json = ({ setUp, sentence, best, rows, findings }: Explanation): string =>
  printJson(
    {
      name: setUp.name,
      sentence,
      best: best
        ? { says: best.change.says, gain: best.gain, voice: voiceOf(best.change.apply(setUp)) }
        : null,
      findings: findings.map(({ id, sentence: says }) => ({ id, says })),
      outcomes: rows.flatMap(({ moment, fault, outcomes }) =>
        outcomes.map(({ profile, outcome: { heard, fewestMs, mostMs, rules } }) => ({
          moment,
          fault: fault.name,
          profile,
          heard,
          fewestMs,
          mostMs,
          rules: rules.map(({ name, source, certainty }) => ({ name, source, certainty })),
        })),
      ),
    },
    2,
  );

const SOURCES =
  'SUP n is https://api.support.vonage.com/hc/en-us/articles/n; DOC21 and DOC24 are the developer documentation of those years; simulator/rules/support-2024.ts has every address.';

const NAMES: readonly WebhookName[] = ['answer_url', 'fallback_answer_url', 'event_url'];

function webhookTable({ webhooks, isSigned, numbers }: SetUp): readonly (readonly string[])[] {
  const ms = (value: number | undefined): string => (value === undefined ? 'default' : `${value} ms`);
  const rows = NAMES.map((name) => {
    const webhook = webhooks[name];
    return webhook === undefined
      ? [name, 'none', '', '', '']
      : [name, webhook.address, webhook.method, ms(webhook.connectMs), ms(webhook.socketMs)];
  });
  return [
    ['webhook', 'address', 'method', 'connect', 'socket'],
    ...rows,
    ['signed', isSigned === undefined ? 'not said' : isSigned ? 'yes' : 'no', '', '', ''],
    ['numbers', numbers === undefined ? 'not known from a file' : String(numbers), '', '', ''],
  ];
}

/** Rules by name, with the number that the tables show, and what they say in each profile. */
function numbered(
  rows: readonly Row[],
): ReadonlyMap<string, { readonly number: number; readonly texts: string[] }> {
  const found = new Map<string, { number: number; texts: string[] }>();
  const text = ({ says, source, certainty }: Rule, profile: string): string =>
    `${says} (${source}; ${certainty}${profile === '' ? '' : `; ${profile}`})`;
  for (const { outcomes } of rows) {
    for (const [index, { profile, outcome }] of outcomes.entries()) {
      for (const rule of outcome.rules) {
        const known = found.get(rule.name) ?? { number: found.size + 1, texts: [] };
        found.set(rule.name, known);
        const [first] = known.texts;
        const said = text(rule, index === 0 || first === undefined ? '' : profile);
        if (!known.texts.some((each) => each.startsWith(text(rule, '').slice(0, -1)))) known.texts.push(said);
      }
    }
  }
  return found;
}

function momentTable(
  rows: readonly Row[],
  rules: ReturnType<typeof numbered>,
): readonly (readonly string[])[] {
  const profiles = rows[0]?.outcomes.map(({ profile }) => profile) ?? [];
  return [
    ['fault', 'callers hear', ...profiles, 'rules'],
    ...rows.map(({ fault, outcomes }) => [
      `… ${fault.says}`,
      [...new Set(outcomes.map(({ outcome }) => HEARD[outcome.heard]))].join(' / '),
      ...outcomes.map(({ outcome }) => seconds(outcome)),
      [
        ...new Set(
          outcomes.flatMap(({ outcome }) => outcome.rules.map(({ name }) => rules.get(name)?.number ?? 0)),
        ),
      ]
        .map((number) => `[${number}]`)
        .join(''),
    ]),
  ];
}

const short = (ms: number): string => String(Math.round(ms / 100) / 10);
const seconds = ({ fewestMs, mostMs }: Outcome): string =>
  fewestMs === mostMs ? short(mostMs) : `${short(fewestMs)}–${short(mostMs)}`;

const causeOf = ({ sentence, change }: Finding): string =>
  change === undefined ? sentence : `${sentence} To fix this: ${change.says}`;

/** Where callers hear something else comes first; where they only wait longer, the table shows how long. */
function disagreementsIn(rows: readonly Row[], form: Form): readonly string[] {
  const paragraph = (text: string): string => (form === 'markdown' ? text : wrapped(text));
  if (rows.length === 0) return [paragraph('Nowhere: every reading leads to the same outcome.')];
  const heard = rows.filter(({ outcomes }) => new Set(outcomes.map(({ outcome }) => outcome.heard)).size > 1);
  const names = (moment: Moment): string =>
    rows.flatMap((row) => (row.moment === moment ? row.fault.name : [])).join(', ') || 'none';
  return [
    paragraph(
      `Vonage’s pages do not settle how long callers wait for these faults of the answer URL: ${names('call-begins')}; of the event URL: ${names('mid-call')}. One real call would.`,
    ),
    ...(heard.length === 0 ? [] : [heard.map((row) => listed(form, '-', inOneLine(row))).join('\n')]),
    PROFILES.slice(1)
      .map(({ name, rules }) => {
        const own = Object.values(rules).filter((rule) => rule !== PROFILES[0].rules[rule.name]);
        return listed(form, '-', `${name}: ${own.map(({ says }) => says).join(' ')}`);
      })
      .join('\n'),
  ];
}

const inOneLine = ({ moment, fault, outcomes }: Row): string =>
  `${moment === 'call-begins' ? 'answer URL' : 'event URL'} ${fault.says}: ${outcomes
    .map(({ profile, outcome }) => `${profile}: ${HEARD[outcome.heard]}`)
    .join('; ')}`;

const lines = (form: Form, rows: readonly (readonly string[])[]): string =>
  (form === 'markdown' ? markdownTable(rows) : table(rows)).join('\n');

const code = (form: Form, text: string): string =>
  form === 'markdown' ? `\`\`\`json\n${text}\n\`\`\`` : text;

const listed = (form: Form, mark: string, text: string): string =>
  form === 'markdown'
    ? `${/^\d|-/.test(mark) ? mark : `- ${mark}`} ${text}`
    : wrapped(text, ' '.repeat(mark.length + 1)).replace(/^\s+/, `${mark} `);

function voiceOf({ application }: SetUp): SetUp['application'] {
  const { capabilities } = application as { capabilities?: { voice?: SetUp['application'] } };
  return capabilities?.voice ?? {};
}
