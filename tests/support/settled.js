// Colours that are still fading would be judged half-way: two frames for what has just changed, then its transitions.
new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  .then(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished),
    ),
  )
  .then(() => true);
