// Package line is the program as questions and answers, one line at a time: for whoever listens to it, for slow links and for pipes.
//
// A [Program] is the counterpart of the full-screen one in package tui: it takes the same [tui.Options], drives the same [checks.Flow], and
// writes into the same store. What is said comes from one writer and what is typed from one reader (talk.go). A question says what it asks,
// which words mean something there, and what becomes of all else. A run is held stage by stage (run.go, item.go, question.go); all
// else is reached from home (home.go, stories.go, actions.go). What the screens ask on a form or in the set-up is asked by the same lines, one
// after the other (form.go).
//
// Every line means something by itself: nothing is drawn, nothing changes once it is said, and the question stands last. A change is on the
// disk before it is said. Answers to an item that wait for their reveal are not shown while they are typed, and nothing that is said before
// the reveal depends on them but how many they are. Each answer that comes out of a question counts at once, so that the end of the input,
// at any place, loses nothing.
package line
