export default () => globalThis.stopSharedSynthesis();
