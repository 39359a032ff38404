// Passkeys: makes one on the page of one's account, and signs in by one. Without them the buttons stay away.
const passkeys = window.PublicKeyCredential?.parseCreationOptionsFromJSON !== undefined;

async function post(address, body) {
  const answer = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}) });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

const ways = {
  async add() {
    const password = document.getElementById('passkey-current')?.value;
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await post('/account/passkeys/options', { password }));
    const credential = await navigator.credentials.create({ publicKey });
    await post('/account/passkeys', { credential: JSON.stringify(credential.toJSON()), name: document.getElementById('passkey-name')?.value, password });
    location.assign('/account?said=passkey');
  },
  async 'sign-in'(button) {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await post('/sign-in/passkey/options'));
    const credential = await navigator.credentials.get({ publicKey });
    await post('/sign-in/passkey', { credential: JSON.stringify(credential.toJSON()) });
    // Only an address of this site: the server judges it again when it is asked for.
    const back = new URL(button.dataset.back || '/', location.origin);
    location.assign(back.origin === location.origin ? back.pathname + back.search : '/');
  }
};

document.addEventListener('click', async event => {
  const button = event.target.closest?.('[data-passkey]');
  if (!button) return;
  const trouble = document.getElementById('passkey-trouble');
  if (trouble) trouble.textContent = '';
  try {
    await ways[button.dataset.passkey](button);
  } catch (refused) {
    console.info(`passkey: ${refused}`);
    if (trouble) trouble.textContent = trouble.dataset.text;
  }
});

if (passkeys) for (const button of document.querySelectorAll('[data-passkey][hidden]')) button.hidden = false;
