import fc from 'fast-check';

/**
 * For the mutation run: that a law fails is all it asks, not the smallest world in which it does, and half a second a law is
 * enough to find one.
 */
fc.configureGlobal({ endOnFailure: true, interruptAfterTimeLimit: 500 });
