import { noncePlaceholder } from '#contract/page-policy.ts';

/** What a browser without a session gets for `/`: it exchanges the token in the fragment for the cookie. */
export const loginPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Signalbox</title>
    <link rel="icon" href="data:," />
    <style nonce="${noncePlaceholder}">
      body { margin: 20vh auto; max-width: 36rem; padding: 0 1.5rem; font: 15px/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.1rem; }
    </style>
    <script src="/login.js" defer></script>
  </head>
  <body>
    <main id="message" role="status"></main>
  </body>
</html>
`;

export const loginScript = `'use strict';
(async () => {
  const say = (title, text) => {
    const heading = document.createElement('h1');
    heading.textContent = title;
    const paragraph = document.createElement('p');
    paragraph.textContent = text;
    document.getElementById('message').replaceChildren(heading, paragraph);
  };
  const next =
    'Open the address that Signalbox printed in its terminal. It is different each time Signalbox starts.';
  const match = /^#token=([\\w-]+)/.exec(location.hash);
  if (!match) {
    say('This window has no session', next);
    return;
  }
  history.replaceState(null, '', '/');
  try {
    const answer = await fetch('/session', { method: 'POST', body: match[1] });
    if (answer.ok) location.replace('/');
    else say('This address is not valid any more', next);
  } catch {
    say('Signalbox does not answer', 'Start it again, then open the address that it prints.');
  }
})();
`;
