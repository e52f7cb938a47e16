/** The one entry of the command line (started by vvf.mjs): names the commands, and loads the one that is used. */
import { group, runCommand } from './cli/kit/command.ts';
import type { Group } from './cli/kit/command.ts';
import { takeEnvironment } from './cli/kit/environment-flag.ts';
import { standWhereTheUserStands } from './cli/kit/folders.ts';
import { terminalIo } from './cli/kit/io.ts';

const commands = group({
  name: '',
  about: `Deploys, links and tests a Vonage Voice application on AWS that keeps answering when a part of it breaks.
Each command is an npm script too: npm run COMMAND -- [options]. --env NAME, with every command: the environment of settings.ts.`,
  commands: {
    drill: {
      summary: 'breaks each part on this machine, and measures what callers hear',
      load: async () => (await import('./drill/command.ts')).drill,
    },
    simulate: {
      summary: 'plays thousands of calls with random faults under a virtual clock',
      load: async () => (await import('./simulation/command.ts')).simulate,
    },
    compare: {
      summary: 'compares what callers hear with this project, without it, and with a plain fallback',
      load: async () => (await import('./simulation/compare/command.ts')).compare,
    },
    flow: {
      summary: 'lists call flows to begin with, and puts one in place',
      load: async () => (await import('./cli/flow/command.ts')).flow,
    },
    local: {
      summary: 'starts both regions and the static tier on this machine: the local system',
      load: async () => (await import('./cli/local/command.ts')).local,
    },
    send: {
      summary: 'signs a webhook as Vonage does, and sends it to the local system',
      load: async () => (await import('./cli/send/command.ts')).send,
    },
    break: {
      summary: 'breaks a part of the local system, or restores it',
      load: async () => (await import('./cli/break/command.ts')).breakCommand,
    },
    call: {
      summary: 'places a call in the local system, and shows what the caller hears: a phone in the terminal',
      load: async () => (await import('./cli/call/command.ts')).call,
    },
    deploy: {
      summary: 'deploys the three stacks, and probes each',
      load: async () => (await import('./cli/deploy/command.ts')).deploy,
    },
    canary: {
      summary: 'lets a share of calls begin with the candidate of the call flow, and takes it back',
      load: async () => (await import('./cli/canary/command.ts')).canary,
    },
    smoke: {
      summary: 'checks the assumptions about AWS that only a deployment can prove',
      load: async () => (await import('./cli/smoke/command.ts')).smoke,
    },
    freeze: {
      summary: 'protects deployed resources that hold data against replacement',
      load: async () => (await import('./cli/freeze/command.ts')).freeze,
    },
    outputs: {
      summary: 'writes the outputs of the deployed stacks to a file',
      load: async () => (await import('./cli/outputs/command.ts')).outputs,
    },
    link: {
      summary: 'configures the Vonage application, verifies it, and undoes it',
      load: async () => (await import('./cli/link/command.ts')).link,
    },
    guard: {
      summary: 'puts the stacks in front of an application that exists, or of one of its numbers',
      load: async () => (await import('./cli/link/guard/command.ts')).guard,
    },
    explain: {
      summary: 'explains what callers of any Vonage application hear when a server fails',
      load: async () => (await import('./cli/explain/command.ts')).explainCommand,
    },
    calibrate: {
      summary: 'observes what Vonage really does when a webhook fails, with a few test calls',
      load: async () => (await import('./cli/calibrate/command.ts')).calibrate,
    },
    rotate: {
      summary: 'changes the secret with which Vonage signs callbacks',
      load: async () => (await import('./cli/rotate/command.ts')).rotate,
    },
    calls: {
      summary: 'shows what happened in a call, from the journals of both regions',
      load: async () => (await import('./cli/calls/command.ts')).calls,
    },
    voicemails: {
      summary: 'lists and downloads the voicemails of callers',
      load: async () => (await import('./cli/voicemails/command.ts')).voicemails,
    },
    'ip-ranges': {
      summary: "compares the IP ranges of Vonage's callbacks with a list",
      load: async () => (await import('./cli/ip-ranges/command.ts')).ipRanges,
    },
    ncco: {
      summary: "checks NCCO files against Vonage's reference",
      load: async () => (await import('./cli/ncco/command.ts')).ncco,
    },
    cost: {
      summary: 'computes what the deployment costs a month',
      load: async () => (await import('./cli/cost/command.ts')).cost,
    },
    destroy: {
      summary: 'deletes the three stacks',
      load: async () => (await import('./cli/destroy/command.ts')).destroy,
    },
    'cfn-lint': {
      summary: 'for contributors: checks the templates with cfn-lint',
      load: async () => (await import('./cli/cfn-lint/command.ts')).cfnLint,
    },
    'bundled-dependencies': {
      summary: 'for contributors: writes docs/bundled-dependencies.md',
      load: async () => (await import('./cli/bundled-dependencies/command.ts')).bundledDependencies,
    },
    bench: {
      summary: 'for contributors: measures cold starts and the warm work of a webhook',
      load: async () => (await import('./cli/bench/command.ts')).bench,
    },
    'verifier-checks': {
      summary: 'for contributors: writes docs/verifier-checks.md',
      load: async () => (await import('./drill/callbacks/checks/command.ts')).verifierChecks,
    },
  },
});

/** `vvf help link plan` is `vvf link plan --help`; `--env` may stand anywhere. */
export const vvf: Group = {
  ...commands,
  run: async (typed, io) => {
    const args = takeEnvironment(typed);
    return commands.run(args[0] === 'help' ? [...args.slice(1), '--help'] : args, io);
  },
};

/** Runs a command line to its end; resolves with the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  standWhereTheUserStands(args[0]);
  return runCommand(vvf, args, terminalIo());
}
