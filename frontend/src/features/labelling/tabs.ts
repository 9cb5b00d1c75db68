/** Only one tab labels a project for a person: the one opened last. The others step back and keep what they have. */
export function claimTab(
  user: number,
  project: number,
  onSuperseded: () => void,
): { claim: () => void; close: () => void } {
  if (typeof BroadcastChannel === 'undefined') return { claim: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(`labelling/${user}/${project}`);
  channel.onmessage = onSuperseded;
  return { claim: () => channel.postMessage('claimed'), close: () => channel.close() };
}
