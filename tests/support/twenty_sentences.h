// The sentences over which statements about a run are proved.
#pragma once

namespace attn::test {

inline constexpr const char* sentences[] = {"I am a student",
                                            "Where is the station?",
                                            "The cat sleeps on the chair.",
                                            "She reads a book every evening.",
                                            "We are not here.",
                                            "Hello",
                                            "He gave me his old car.",
                                            "What time is it?",
                                            "My sister lives in Paris.",
                                            "They have three children.",
                                            "It is raining again.",
                                            "Do you speak French?",
                                            "The water is cold.",
                                            "I do not know him.",
                                            "This house is very big.",
                                            "Please close the door.",
                                            "You are my friend.",
                                            "The train leaves at eight.",
                                            "No one knows the answer to this question.",
                                            "Thank you very much!"};

}  // namespace attn::test
