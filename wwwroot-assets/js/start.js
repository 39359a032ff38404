// Starts Blazor. A lost connection shows a quiet bar; the page comes back by itself, by a reload where the server
// no longer knows this circuit (what a page shows is in its address, so nothing is lost by that).
const bar = () => document.getElementById('connection-lost');

function connection(state) {
  document.body.dataset.connection = state;
  const place = bar();
  if (place) place.textContent = state === 'down' ? place.dataset.text : '';
}

const pause = () => new Promise(done => setTimeout(done, 1000));

async function comeBack() {
  connection('down');
  let refused = 0;
  for (;;) {
    await pause();
    try {
      if (!(await fetch('/healthz', { cache: 'no-store' })).ok) continue;
    } catch { continue; /* still away */ }
    try {
      if (await Blazor.reconnect()) return connection('up');
      return location.reload();
    } catch {
      // A site that answers and takes no connection does not know this reader any more: it says so itself.
      if (++refused >= 3) return location.reload();
    }
  }
}

Blazor.start({
  circuit: { reconnectionHandler: { onConnectionDown: comeBack, onConnectionUp: () => connection('up') } }
});
