/** The walls between the folders. Each rule says why it stands and what to do instead. */
module.exports = {
  forbidden: [
    {
      name: 'core-imports-core-only',
      comment:
        'functions/core decides; it must be testable with plain values. Take what you need as a parameter, or move the code to edge/ or adapters/. valibot (pure, small) is the one package it uses, and of Node its hash functions (node:crypto; nothing random).',
      severity: 'error',
      from: { path: '^functions/core/' },
      to: { pathNot: ['^functions/core/', '^node_modules/valibot/', '^(node:)?crypto$'] },
    },
    {
      name: 'edge-and-adapters-import-core',
      comment:
        'edge and adapters are two sides of core and do not know each other. Define the type or port in core and wire the two in a handler.',
      severity: 'error',
      from: { path: '^functions/(edge|adapters)/' },
      to: {
        path: '^(functions|infra|link|drill|static-ncco)/',
        pathNot: ['^functions/core/', '^functions/$1/'],
      },
    },
    {
      name: 'handlers-wire-their-own',
      comment:
        'A handler wires its own folder, call-flow, core, edge and adapters. What two handlers share belongs in core or edge.',
      severity: 'error',
      from: { path: '^functions/(answer|event|websocket-disconnected|fallback|health|synthetic-check)/' },
      to: {
        path: '^(functions|infra|link|drill|static-ncco)/',
        pathNot: ['^functions/$1/', '^functions/(core|edge|adapters)/', '^functions/call-flow\\.ts$'],
      },
    },
    {
      name: 'call-flow-is-pure',
      comment:
        "functions/call-flow.ts is the user's and pure: it sees core's types and builders, nothing else.",
      severity: 'error',
      from: { path: '^functions/call-flow\\.ts$' },
      to: { pathNot: '^functions/core/' },
    },
    {
      name: 'outside-sees-core-only',
      comment:
        'infra, drill and link may import functions/core and nothing else of functions: a handler is named by its path and bundled. Move what is shared into core.',
      severity: 'error',
      from: { path: '^(infra|drill|link)/' },
      to: { path: '^functions/', pathNot: '^functions/core/' },
    },
    {
      name: 'no-sdk-client-on-the-answer-path',
      comment:
        'An SDK client costs tens of milliseconds of cold start. answer, fallback, what checks them and what they import load none: sign a plain request (adapters/sign-aws-request.ts).',
      severity: 'error',
      from: { path: '^functions/(answer|fallback|health|synthetic-check|edge|core)/' },
      to: { path: '^node_modules/@(aws-sdk|smithy)/' },
    },
    {
      name: 'link-knows-no-cdk',
      comment: 'link talks to Vonage from outputs and settings; it must run where no CDK is installed.',
      severity: 'error',
      from: { path: '^link/' },
      to: { path: '^node_modules/(aws-cdk-lib|constructs)/' },
    },
    {
      name: 'link-knows-no-stack',
      comment: 'link reads infra/settings and infra/timeouts (plain values), never the stacks.',
      severity: 'error',
      from: { path: '^link/' },
      to: { path: '^(infra|drill)/', pathNot: '^infra/settings/' },
    },
    {
      name: 'checkers-read-history-only',
      comment:
        'A checker reads the history; it must not reach into the world, the platform or a scenario to excuse what it sees.',
      severity: 'error',
      from: { path: '^drill/checkers/' },
      to: { path: '^(drill|infra|link|functions)/', pathNot: ['^drill/checkers/', '^drill/history\\.ts$'] },
    },
    {
      name: 'platform-is-independent',
      comment:
        'The simulated platform must not share code with what it tests (it signs and validates by itself), nor with the world. functions/core/ncco is the one exception: one NCCO schema.',
      severity: 'error',
      from: { path: '^drill/platform/' },
      to: {
        path: '^(drill|infra|link|functions)/',
        pathNot: [
          '^drill/platform/',
          '^drill/history\\.ts$',
          '^functions/core/ncco/',
          '^link/voice-capability\\.ts$',
        ],
      },
    },
    {
      name: 'world-knows-only-the-assembly',
      comment:
        'The world is started from the cloud assembly. If it imported the stacks or the handlers, a mistake in infra/ could no longer fail the drill. functions/core/ncco is the one exception: one NCCO schema, to name the file that holds a wrong one; and npm run world serves a stand-in of the Applications API beside the regions. main.ts is the command npm run world: it wires the emulated regions and drill/local, which knows what runs in them.',
      severity: 'error',
      from: { path: '^drill/world/', pathNot: '^drill/world/main\\.ts$' },
      to: {
        path: '^(drill|infra|link|functions)/',
        pathNot: [
          '^drill/world/',
          '^drill/platform/applications-api/',
          '^functions/core/ncco/',
          '^drill/history\\.ts$',
          '^link/voice-capability\\.ts$',
          '^link/outputs\\.ts$',
          '^drill/cloud-assembly\\.ts$',
        ],
      },
    },
    {
      name: 'local-attends-the-world',
      comment:
        'drill/local is what people have of a running local system: request lines, npm run break, reload. It bundles and synthesizes, and reads the log lines by their text; it knows no scenario, no checker and no simulated platform.',
      severity: 'error',
      from: { path: '^drill/local/' },
      to: {
        path: '^(drill|infra|link|static-ncco)/',
        pathNot: ['^drill/(local|world)/', '^drill/(cloud-assembly|history)\\.ts$', '^infra/bundle\\.ts$'],
      },
    },
    {
      name: 'tools-read-what-is-deployed',
      comment:
        'tools are commands for people over what is deployed: they know the outputs, the settings and the shape of the journal (functions/core), and neither stacks nor handlers nor the drill: deploy synthesizes in a process of its own. Of link they take what reads (a Vonage application, the terminal and its Ctrl-C, how a request is sent as the platform would, a verdict on an NCCO), and nothing that writes an application.',
      severity: 'error',
      from: { path: '^tools/' },
      to: {
        path: '^(functions|infra|link|drill|static-ncco)/',
        pathNot: [
          '^functions/core/',
          '^link/outputs\\.ts$',
          '^link/api/',
          '^link/(commands/command|terminal-io|interruption|write/confirm|probe/(send-probe|probe-request|sign-callback)|verify/judge-ncco|voice-capability)\\.ts$',
          '^infra/settings/',
          '^infra/(own-files|frozen-ids/(frozen-ids|held-ids))\\.ts$',
          '^infra/ip-ranges/(cidr|range-file|unfit-range)\\.ts$',
        ],
      },
    },
    {
      name: 'nothing-imports-tools',
      comment: 'A command is at the end of every line. Move what is shared into functions/core or link.',
      severity: 'error',
      from: { pathNot: '^(tools|link|drill/local|test)/' },
      to: { path: '^tools/' },
    },
    {
      name: 'link-imports-what-commands-are-made-of',
      comment:
        'link is a command too, and so is drill/local: it lays out flags, errors and tables as every command does (the files of tools/ itself), and knows no other command.',
      severity: 'error',
      from: { path: '^(link|drill/local)/' },
      to: { path: '^tools/[^/]+/' },
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
      to: { path: '^(infra/settings/settings|infra/own-files|functions/call-flow)\\.ts$' },
    },
    {
      name: 'own-files-by-their-name',
      comment:
        "Import what is the user's as #own/settings.ts and #own/files.ts: then tests run on fixtures in its place.",
      severity: 'error',
      from: { path: '^(infra|link|tools|drill)/' },
      to: {
        path: '^(infra/settings/settings|infra/own-files)\\.ts$',
        dependencyTypesNot: ['aliased-subpath-import'],
      },
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
