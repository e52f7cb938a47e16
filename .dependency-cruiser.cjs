/** The walls between the rooms. Each rule says why it stands and what to do instead. */

/** From the ground up. A room imports from the floors below its own; rooms on one floor do not know each other. */
const FLOORS = [
  ['contracts'],
  ['ncco'],
  ['functions', 'infra', 'simulator'],
  ['emulator'],
  ['cli'],
  ['drill'],
  ['simulation'],
];
const ROOMS = FLOORS.flat();

const pathOf = (rooms) => `^(${rooms.join('|')})/`;

/** What is not below a room, but itself. */
const notBelow = (room) =>
  FLOORS.slice(FLOORS.findIndex((rooms) => rooms.includes(room)))
    .flat()
    .filter((each) => each !== room);

/** One rule a room, but for the uppermost, which has everything below it. */
const floors = ROOMS.filter((room) => notBelow(room).length > 0).map((room) => ({
  name: `floors-${room}`,
  comment: `Imports go down only: ${FLOORS.map((each) => each.join(', ')).join(' → ')}. Move what both sides need to a lower floor (docs/architecture.md).`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: pathOf(notBelow(room)) },
}));

module.exports = {
  forbidden: [
    ...floors,
    {
      name: 'vvf-is-the-top',
      comment:
        'vvf.ts names the commands and stands above all rooms. What starts a command of its own imports its run, or starts vvf.mjs.',
      severity: 'error',
      from: { path: pathOf(ROOMS) },
      to: { path: '^vvf\\.(ts|mjs)$' },
    },
    {
      name: 'nothing-imports-examples',
      comment: 'An example is copied, never imported: what a room needs of it belongs in the room.',
      severity: 'error',
      from: { path: pathOf(ROOMS) },
      to: { path: '^examples/' },
    },
    {
      name: 'examples-stand-outside',
      comment:
        "An example is as a user's own code: it sees contracts, ncco and what a call flow sees of functions.",
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: pathOf(ROOMS), pathNot: '^(contracts|ncco|functions)/' },
    },
    {
      name: 'emulator-knows-only-the-assembly',
      comment:
        'The emulator is started from the cloud assembly. If it imported the stacks or the handlers, a mistake in infra/ could no longer fail the drill; and it stands for AWS alone, so it knows no simulator. It may import contracts and ncco.',
      severity: 'error',
      from: { path: '^emulator/' },
      to: { path: pathOf(ROOMS), pathNot: pathOf(['emulator', 'contracts', 'ncco']) },
    },
    {
      name: 'simulator-signs-by-itself',
      comment:
        'The simulator must not share with the handlers what decides who gets in: a mistake would be on both sides and cancel out.',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^contracts/(sign-callback|signature-secret|own-headers)\\.ts$' },
    },
    {
      name: 'handlers-are-bundled',
      comment:
        'A handler is named by its path and bundled; nothing else of functions/ is imported from outside but the types of a call flow, forwardTo and declareOwn for the drill’s own ones, and the last resort, which the drill replaces and compares.',
      severity: 'error',
      from: { path: '^(infra|simulator|emulator|cli|drill)/' },
      to: {
        path: '^functions/',
        pathNot: '^functions/(define-flow|forward/forward-to|own/declare-own|ladder/last-resort)\\.ts$',
      },
    },
    {
      name: 'only-the-drill-sees-functions',
      comment: 'Commands read what is deployed. What they share with handlers is in contracts/ or ncco/.',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^functions/' },
    },
    {
      name: 'contracts-are-plain',
      comment:
        'Handlers, commands and stacks all load contracts/: it uses Node alone, valibot (pure, small), and for settings the CDK’s list of regions.',
      severity: 'error',
      from: { path: '^(contracts|ncco)/' },
      to: { path: '^node_modules/', pathNot: '^node_modules/(valibot/|aws-cdk-lib/region-info/|@types/)' },
    },
    {
      name: 'ladder-is-pure',
      comment:
        'functions/ladder decides; it must be testable with plain values. Take what you need as a parameter. A hash is pure.',
      severity: 'error',
      from: { path: '^functions/ladder/' },
      to: {
        pathNot: '^(functions/(ladder/|define-flow\\.ts$|describe-error\\.ts$)|contracts/|ncco/|crypto$)',
      },
    },
    {
      name: 'flow-is-pure',
      comment:
        'functions/flow decides what a call flow answers; it must be testable with plain values. Take what you need as a parameter. A cipher with a key and a nonce that are given is pure.',
      severity: 'error',
      from: { path: '^functions/flow/' },
      to: {
        pathNot:
          '^(functions/(flow/|ladder/|own/|define-flow\\.ts$|nested-fields\\.ts$)|contracts/|ncco/|crypto$)',
      },
    },
    {
      name: 'aws-is-behind-ports',
      comment:
        'functions/aws is the only code that talks to AWS, and nothing but a handler wires it. Define the port in functions/ports.ts.',
      severity: 'error',
      from: { path: '^functions/(auth|flow|forward|ladder|webhook|[^/]+\\.ts$)' },
      to: { path: '^functions/aws/' },
    },
    {
      name: 'aws-knows-no-webhook',
      comment: 'functions/aws stands behind functions/ports.ts and decides nothing.',
      severity: 'error',
      from: { path: '^functions/aws/' },
      to: { path: '^functions/', pathNot: '^functions/(aws/|ports\\.ts$|check-ports\\.ts$)' },
    },
    {
      name: 'auth-answers-one-question',
      comment:
        'functions/auth says who sent a request. What follows from it is decided in functions/webhook.',
      severity: 'error',
      from: { path: '^functions/auth/' },
      to: { path: '^functions/', pathNot: '^functions/(auth/|ports\\.ts$|raw-request\\.ts$|deadline\\.ts$)' },
    },
    {
      name: 'handlers-wire-their-own',
      comment:
        'A handler wires its own folder and the shared ones. What two handlers share belongs in functions/webhook or below.',
      severity: 'error',
      from: { path: '^functions/(answer|event|websocket-disconnected|fallback|health|synthetic-check)/' },
      to: {
        path: '^functions/[^/]+/',
        pathNot: ['^functions/$1/', '^functions/(auth|aws|flow|ladder|webhook)/'],
      },
    },
    {
      name: 'call-flow-is-pure',
      comment:
        "functions/call-flow.ts is the user's and pure: it sees types, the NCCO builders and forwardTo, nothing else.",
      severity: 'error',
      from: { path: '^functions/call-flow\\.ts$' },
      to: { pathNot: '^(functions/(define-flow|forward/forward-to|own/declare-own)\\.ts$|contracts/|ncco/)' },
    },
    {
      name: 'no-sdk-client-on-the-answer-path',
      comment:
        'An SDK client costs tens of milliseconds of cold start. No function loads one but where it is alone in its handler: sign a plain request (functions/aws/sign-aws-request.ts).',
      severity: 'error',
      from: {
        path: '^(functions/(answer|fallback|health|synthetic-check|auth|webhook|flow|forward|ladder|[^/]+\\.ts$)|contracts/|ncco/)',
      },
      to: { path: '^node_modules/@(aws-sdk|smithy)/' },
    },
    {
      name: 'link-knows-no-cdk',
      comment:
        'link talks to Vonage from outputs and settings, and knows no stack. guard reads where the call flow forwards to; what loads that knows no CDK.',
      severity: 'error',
      from: { path: '^cli/link/' },
      to: {
        path: '^(infra/|node_modules/(aws-cdk-lib|constructs)/)',
        pathNot: '^infra/(load-call-flow|own-files)\\.ts$',
      },
    },
    {
      name: 'nothing-writes-an-application-but-link',
      comment:
        'Other commands read a Vonage application at most; writing it, with the copy that undo needs, is link’s. What needs one for a while borrows it (cli/link/borrow).',
      severity: 'error',
      from: { path: '^cli/', pathNot: '^cli/link/' },
      to: { path: '^cli/link/(apply|undo|unlink|plan|write)/' },
    },
    {
      name: 'checkers-read-history-only',
      comment:
        'A checker reads the history; it must not reach into the emulator, the simulator or a scenario to excuse what it sees.',
      severity: 'error',
      from: { path: '^drill/checkers/' },
      to: { path: pathOf(ROOMS), pathNot: ['^drill/checkers/', '^contracts/(history\\.ts$|call-history/)'] },
    },
    {
      name: 'nothing-imports-test',
      comment: 'Production code and the drill never import tests. Move the helper out of test/.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'tests-run-on-fixtures',
      comment:
        "What is the user's (settings, call flow, static NCCOs) may change without a test turning red. Import it from test/fixtures/own; the code under test gets the same (imports in package.json). Tests that check what is the user's, whatever it says, are in test/own.",
      severity: 'error',
      from: { path: '^test/', pathNot: '^test/own/' },
      to: { path: '^(settings|infra/own-files|functions/call-flows?)\\.ts$' },
    },
    {
      name: 'own-files-by-their-name',
      comment:
        "Import what is the user's as #own/settings.ts and #own/files.ts: then tests run on fixtures in its place.",
      severity: 'error',
      from: { path: pathOf(ROOMS) },
      to: {
        path: '^(settings|infra/own-files)\\.ts$',
        dependencyTypesNot: ['aliased-subpath-import'],
      },
    },
    {
      name: 'settings-of-an-environment',
      comment:
        'ownSettings() of contracts/settings/own-settings.ts knows which environment was named; the values of settings.ts alone are of none.',
      severity: 'error',
      from: { path: pathOf(ROOMS), pathNot: '^contracts/settings/own-settings\\.ts$' },
      to: { path: '^settings\\.ts$' },
    },
    {
      name: 'no-cycles',
      comment: 'One direction of data. Move the shared part into a third file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'The import does not resolve: a typo, or a package that is not in package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    builtInModules: { add: [] },
  },
};
