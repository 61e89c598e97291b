package io.inferometer.agent.it.app.shapes;

import io.inferometer.annotation.Inference;
import java.io.IOException;
import java.util.List;

/** Every way through a method. */
class Flow {

    enum Size {
        SMALL,
        LARGE
    }

    static void all(Books books) {
        Flow flow = new Flow();
        for (int i = 0; i < 4; i++) {
            int in = i;
            books.call("try", () -> flow.caught(in));
            books.call("finally", () -> flow.withFinally(in));
            books.call("finally-wins", () -> flow.finallyWins(in));
            books.call("resource", () -> flow.resource(in));
            books.call("loop", () -> flow.loop(in));
            books.call("early", () -> flow.early(in));
            books.call("switch", () -> flow.choose(in));
            books.call(
                    "switch-string",
                    () -> flow.chooseText(List.of("a", "b", "Aa", "BB").get(in)));
            books.call("switch-enum", () -> flow.chooseSize(Size.values()[in % 2]));
            books.run("void-returns", () -> flow.voidReturns(in));
        }
        books.call("forever", () -> flow.until(7));
        books.call("recursion", () -> flow.factorial(20));
        books.call("mutual", () -> flow.even(11));
        books.count("mutual-odd", Books.SERVER_ERROR);
        books.call("outer", () -> flow.outer(3));
        books.count("inner", Books.SUCCESS);
        books.count("inner", Books.CLIENT_ERROR);
        books.call("overflow", () -> {
            try {
                return flow.deep(0);
            } catch (StackOverflowError e) {
                throw new StackOverflowError("deep: " + e.getMessage());
            }
        });
        books.call("after-overflow", () -> flow.afterOverflow());
    }

    @Inference(model = "try")
    int caught(int in) {
        int result = in;
        try {
            result = 6 / in;
        } catch (ArithmeticException e) {
            return -1;
        }
        return result;
    }

    @Inference(model = "finally")
    String withFinally(int in) throws IOException {
        StringBuilder path = new StringBuilder();
        try {
            path.append("try ");
            if (in == 1) {
                return path.append("early ").toString();
            }
            if (in == 2) {
                throw new IOException(path.toString());
            }
        } finally {
            path.append("finally ");
        }
        return path.toString();
    }

    @Inference(model = "finally-wins")
    @SuppressWarnings("finally")
    int finallyWins(int in) {
        try {
            return 6 / in;
        } finally {
            if (in < 2) {
                return -1;
            }
        }
    }

    @Inference(model = "resource")
    String resource(int in) throws Exception {
        StringBuilder path = new StringBuilder();
        try (AutoCloseable first = () -> path.append("close1 ");
                AutoCloseable second = () -> {
                    path.append("close2 ");
                    if (in == 3) {
                        throw new IllegalStateException(
                                "close " + first.getClass().isHidden());
                    }
                }) {
            path.append(second == first);
            return path.append(12 / (in - 2)).toString();
        }
    }

    @Inference(model = "loop")
    long loop(int in) {
        long sum = 0;
        outer:
        for (int i = 0; i < 10; i++) {
            for (int j = 0; ; j++) {
                if (j == in) {
                    continue outer;
                }
                if (i * j > 12) {
                    break outer;
                }
                sum += i * j;
            }
        }
        return sum;
    }

    @Inference(model = "early")
    Object early(int in) {
        if (in == 0) {
            return null;
        }
        while (in < 100) {
            in *= 3;
            if (in % 2 == 0) {
                return in;
            }
        }
        return "late " + in;
    }

    @Inference(model = "switch")
    String choose(int in) {
        return switch (in) {
            case 0 -> "zero";
            case 1 -> {
                String text = "on";
                yield text + "e";
            }
            case 2 -> throw new IllegalArgumentException("two");
            default -> "many";
        };
    }

    @Inference(model = "switch-string")
    int chooseText(String in) {
        switch (in) {
            case "Aa":
                return 1;
            case "BB":
                return 2;
            case "a":
            default:
                return 3;
        }
    }

    @Inference(model = "switch-enum")
    double chooseSize(Size in) {
        return switch (in) {
            case SMALL -> 0.5;
            case LARGE -> 2;
        };
    }

    @Inference(model = "void-returns")
    void voidReturns(int in) throws InterruptedException {
        if (in == 0) {
            return;
        }
        if (in == 1) {
            throw new InterruptedException("one");
        }
        synchronized (this) {
            if (in == 2) {
                return;
            }
        }
    }

    /** A method whose end cannot be reached, and which begins with the target of a jump. */
    @Inference(model = "forever")
    int until(int in) {
        while (true) {
            if (--in < 0) {
                return in;
            }
        }
    }

    @Inference(model = "recursion")
    long factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }

    @Inference(model = "mutual")
    boolean even(int n) {
        if (n == 0) {
            throw new IllegalStateException("reached 0");
        }
        return odd(n - 1);
    }

    @Inference(model = "mutual-odd")
    boolean odd(int n) {
        return n == 0 ? even(n) : even(n - 1);
    }

    @Inference(model = "outer")
    String outer(int n) {
        try {
            return inner(n) + inner(-n);
        } catch (IllegalArgumentException e) {
            return "caught " + e.getMessage();
        }
    }

    @Inference(model = "inner")
    private String inner(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("below 0");
        }
        return "n" + n;
    }

    @Inference(model = "overflow")
    int deep(int n) {
        return deep(n + 1) + 1;
    }

    @Inference(model = "after-overflow")
    int afterOverflow() {
        return 1;
    }
}
