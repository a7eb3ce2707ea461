/** @type {Map<string, Promise<unknown>>} */
const last = new Map();

/**
 * Does one thing of a name after the other, in the whole process. libsignal has one queue for each address, whoever's it is, and runs what waits in it in the
 * context of whoever came first: with two accounts in a process, a message that a contact sends to both would be opened in the other's
 * transaction, or in none. In turn, nothing ever waits there.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function inTurn(name, work) {
  const done = (last.get(name) ?? Promise.resolve()).then(work);
  const turn = done.then(() => {}, () => {}).then(() => {
    if (last.get(name) === turn) last.delete(name);
  });
  last.set(name, turn);
  return done;
}
