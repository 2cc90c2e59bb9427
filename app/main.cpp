// attnscope: without arguments the window, with arguments the command line.
#include "app/cli/command.h"

int main(int argc, char** argv) { return attn::cli::run(argc, argv); }
