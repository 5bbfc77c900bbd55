/** What a script that found its way into the page would try. Evaluates to what became of it. */
new Promise((resolve) => {
  const refused = [];
  document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
  const add = (name, members) => document.body.append(Object.assign(document.createElement(name), members));
  const isMadeFromText = () => {
    try {
      return new Function('return true')();
    } catch {
      return false;
    }
  };
  const tryEverything = () => {
    add('script', { textContent: 'globalThis.intruded = true' });
    add('img', { src: 'https://evil.example/pixel.png' });
    add('iframe', { src: 'https://evil.example/' });
    add('style', { textContent: 'body { visibility: hidden }' });
    fetch('https://evil.example/?everything').catch(() => undefined);
    const evaluated = isMadeFromText();
    const report = () => {
      const hidden = getComputedStyle(document.body).visibility === 'hidden';
      resolve({
        refused: [...new Set(refused)].sort(),
        intruded: 'intruded' in globalThis,
        evaluated,
        hidden,
      });
    };
    // Violations are reported in tasks of their own, after what caused them.
    setTimeout(report, 500);
  };
  // From a timer: what a debugger evaluates directly is exempt from the policy.
  setTimeout(tryEverything, 0);
});
