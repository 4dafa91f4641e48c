/**
 * The web shell gives its token in the fragment of the address. It is exchanged for a cookie and taken out of the
 * address before anything else runs, so that it is in no history entry and in no copied link.
 *
 * Does nothing when there is no token (desktop shell, reload). Gives back false when the host refused it.
 */
export async function openSession(holder: Pick<Window, 'location' | 'history'> = window): Promise<boolean> {
  const fragment = new URLSearchParams(holder.location.hash.replace(/^#\/?/, ''));
  const token = fragment.get('token');
  if (token === null) return true;
  holder.history.replaceState(null, '', `${holder.location.pathname}${holder.location.search}#/`);
  const answer = await fetch('/session', { method: 'POST', body: token, credentials: 'same-origin' });
  return answer.ok;
}
