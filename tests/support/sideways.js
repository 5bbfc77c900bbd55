(() => {
  const offenders = [];
  for (const element of document.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    const scrolls = element === document.documentElement || /auto|scroll/.test(style.overflowX);
    if (!scrolls || style.visibility === 'hidden' || element.clientWidth === 0) continue;
    const beyond = element.scrollWidth - element.clientWidth;
    if (beyond > 1) offenders.push(`${element.tagName.toLowerCase()} ${element.className}: ${beyond} px`);
  }
  return offenders;
})();
