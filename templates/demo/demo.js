// New mails and SMS appear by themselves; everything works without this file.
'use strict';
const live = document.querySelector('[data-refresh]');
const now = document.getElementById('now');
async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { cache: 'no-store' });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-refresh]');
    const time = page.getElementById('now');
    if (time && time.textContent !== now.textContent) now.textContent = time.textContent;
    // Only when something is new, so that the focus and a screen reader stay where they are.
    if (fresh && fresh.innerHTML !== live.innerHTML) live.innerHTML = fresh.innerHTML;
  } catch (error) { /* the demo was ended; the page stays as it is */ }
}
if (live) setInterval(refresh, 2000);
const letter = document.querySelector('iframe.letter');
if (letter) {
  const fit = () => {
    const body = letter.contentDocument && letter.contentDocument.documentElement;
    if (body) letter.style.height = Math.min(Math.max(body.scrollHeight + 24, 240), 2400) + 'px';
  };
  letter.addEventListener('load', fit);
  fit();
}
