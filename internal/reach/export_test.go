package reach

// OfAllowing is Of with the rules of 不适用 given.
var OfAllowing = of
