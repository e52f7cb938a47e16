// Spoken choices: callers say what they want, or press a key, in English or German. Who is not understood gets a person.
// Change first: CHOICES and WORDS; in settings.ts callerNumber, person, and websocketUri: null, as there is no bot.
// Drill it: npm run drill -- --flow examples/call-flows/spoken-choices.ts --press 1,say:sales --press "2,say:zum Support bitte"
import type { Person } from '../../contracts/function-settings.ts';
import { type Happened, defineFlow } from '../../functions/define-flow.ts';
import { connectPerson, input, record, talk } from '../../ncco/build.ts';

type Language = keyof typeof WORDS;
type Choice = (typeof CHOICES)[number];

/** Speech comes as "two" or as "2", whatever was meant, and in any case: `words` are in lower case. */
const CHOICES = [
  {
    name: 'sales',
    key: '1',
    words: ['1', 'one', 'eins', 'sales', 'buy', 'order', 'verkauf', 'kaufen', 'bestellen'],
  },
  { name: 'support', key: '2', words: ['2', 'two', 'zwei', 'support', 'help', 'broken', 'hilfe', 'kaputt'] },
] as const;

const DEPARTMENTS: Readonly<Record<Choice['name'], Person>> = {
  sales: { type: 'phone', number: '447700900011' },
  support: { type: 'phone', number: '447700900012' },
};

const WORDS = {
  en: {
    voice: { language: 'en-GB' },
    question: 'For sales, say sales or press 1. For support, say support or press 2.',
    again: 'Sorry, I did not get that.',
    connecting: 'One moment, please. We are connecting you.',
    nobody: 'Sorry, nobody can take your call right now. Please leave a message after the tone.',
    goodbye: 'Thank you for your message. Goodbye.',
    problem: 'Sorry, we have a technical problem. We are connecting you to a person.',
  },
  de: {
    voice: { language: 'de-DE' },
    question:
      'Für den Verkauf sagen Sie Verkauf oder drücken die 1. Für Hilfe sagen Sie Hilfe oder drücken die 2.',
    again: 'Das habe ich leider nicht verstanden.',
    connecting: 'Einen Moment bitte. Wir verbinden Sie.',
    nobody: 'Leider ist gerade niemand frei. Bitte sprechen Sie nach dem Ton.',
    goodbye: 'Vielen Dank für Ihre Nachricht. Auf Wiederhören.',
    problem: 'Leider haben wir eine technische Störung. Wir verbinden Sie.',
  },
} as const;

/** After so many answers that were not understood, a person. */
const MOST_TRIES = 3;

export const callFlow = defineFlow({
  state: { language: 'en' as Language, tries: 1 },

  start: () => [
    talk('Welcome to Example Limited. For English, press 1.', { ...WORDS.en.voice, bargeIn: true }),
    talk('Für Deutsch drücken Sie die 2.', { ...WORDS.de.voice, bargeIn: true }),
    input({ dtmf: { maxDigits: 1, timeOutSeconds: 4 }, next: 'language' }),
  ],

  steps: {
    // Who presses nothing goes on in English.
    language: (happened) => question(happened.kind === 'input' && happened.digits === '2' ? 'de' : 'en', 1),

    choice: (happened, { state: { language, tries }, settings }) => {
      const { voice, again, connecting } = WORDS[language];
      const from = settings.callerNumber;
      const choice = chosenIn(happened);
      if (choice !== undefined)
        return [
          talk(connecting, voice),
          connectPerson(DEPARTMENTS[choice.name], { from, timeoutSeconds: 20, next: 'nobody' }),
        ];
      return tries < MOST_TRIES
        ? [talk(again, voice), ...question(language, tries + 1)]
        : [
            talk(connecting, voice),
            connectPerson(settings.person, { from, timeoutSeconds: 30, next: 'nobody' }),
          ];
    },

    nobody: (_happened, { state: { language } }) => message([language]),
  },

  // No state is given to a rung: its callers hear both languages.
  rungs: {
    person: (_call, { settings }) => [
      ...inBoth('problem'),
      connectPerson(settings.person, { from: settings.callerNumber, timeoutSeconds: 30 }),
    ],
    voicemail: () => message(BOTH),
    waiting: () => inBoth('connecting'),
    'after-person': () => message(BOTH),
  },
});

const BOTH: readonly Language[] = ['en', 'de'];
const inBoth = (what: 'connecting' | 'problem') =>
  BOTH.map((language) => talk(WORDS[language][what], WORDS[language].voice));

function question(language: Language, tries: number) {
  const { voice, question: words } = WORDS[language];
  return [
    talk(words, { ...voice, bargeIn: true }),
    input({
      dtmf: { maxDigits: 1 },
      speech: { ...voice, context: CHOICES.flatMap((choice) => choice.words), endOnSilenceSeconds: 1 },
      next: 'choice',
      state: { language, tries },
    }),
  ];
}

/** A key counts before speech. Where the likeliest text fits no choice, or more than one, the next one decides. */
function chosenIn(happened: Happened): Choice | undefined {
  if (happened.kind !== 'input') return undefined;
  if (happened.digits !== '') return CHOICES.find(({ key }) => key === happened.digits);
  for (const { text } of happened.speech) {
    const said = text.toLowerCase().split(/[^\p{L}\d]+/u);
    const [choice, ...others] = CHOICES.filter(({ words }) => words.some((word) => said.includes(word)));
    if (choice !== undefined && others.length === 0) return choice;
  }
  return undefined;
}

function message(languages: readonly Language[]) {
  return [
    ...languages.map((language) => talk(WORDS[language].nobody, WORDS[language].voice)),
    record({ beepStart: true, endOnSilenceSeconds: 5, timeOutSeconds: 120 }),
    ...languages.map((language) => talk(WORDS[language].goodbye, WORDS[language].voice)),
  ];
}
